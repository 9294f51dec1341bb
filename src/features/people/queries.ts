import { sql } from 'drizzle-orm';
import type { Role } from '../../chat/meaning.ts';
import type { Community } from '../../community.ts';
import { type Queryable, rows } from '../../db/db.ts';

export interface Person {
  id: string;
  name: string;
  role: Role;
  /** What they are if they are whom their names say: until that is sure, `role` is a volunteer's. */
  unsure?: Role;
  grid?: string | null;
  unit?: string | null;
}

/** People of a role who are not gone, in the order in which they came. */
export function peopleOf(db: Queryable, community: Community, role: Role): Promise<Person[]> {
  return rows(
    db,
    sql`select id, name, role, grid, unit from people where community_id = ${community.id} and role = ${role} and status <> 'left' order by created_at, name`,
  );
}

export function everybody(db: Queryable, community: Community): Promise<(Person & { skills: string[] })[]> {
  return rows(
    db,
    sql`select id, name, role, grid, unit, skills from people where community_id = ${community.id} and status <> 'left' order by created_at, id`,
  );
}

export async function personById(db: Queryable, community: Community, id: string): Promise<Person | undefined> {
  const found = await rows<Person>(
    db,
    sql`select id, name, role, grid, unit from people where community_id = ${community.id} and id = ${id}`,
  );
  return found[0];
}

/** Everybody who bears this name or is called so: none, one or several. */
export function peopleCalled(db: Queryable, community: Community, name: string): Promise<Person[]> {
  return rows(
    db,
    sql`select id, name, role, grid, unit from people
        where community_id = ${community.id} and status <> 'left' and (name = ${name} or ${name} = any(aliases)) order by created_at`,
  );
}
