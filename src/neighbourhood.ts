/** What the local chat asks of the program: its people and its clock. */

import type { App, House } from './app.ts';
import type { Neighbourhood } from './channel/local/neighbourhood.ts';
import { newId } from './db/columns.ts';
import { inTx } from './db/tx.ts';
import { everybody, peopleCalled } from './features/people/queries.ts';
import { bind } from './identity/queries.ts';
import { addPerson } from './identity/recognise.ts';

/** @param app asked only once the program runs, because the channel is made before it */
export function neighbourhood(house: Pick<House, 'db' | 'community' | 'clock'>, app: () => App): Neighbourhood {
  const { db, community, clock } = house;
  return {
    now: clock.now,
    moveClock: (to) => app().moveClock(to),
    settled: () => app().settled(),
    async people() {
      return (await everybody(db, community)).map(({ name, role, grid, unit, skills }) => ({
        name,
        role,
        skills,
        ...(grid ? { grid } : {}),
        ...(unit ? { unit } : {}),
      }));
    },
    addPerson: (person) =>
      inTx(db, async (tx) => {
        if ((await peopleCalled(tx, community, person.name)).length > 0) return 'exists';
        const { name, role, grid, unit, skills } = person;
        const id = newId();
        await addPerson(
          tx,
          community,
          { id, name, role, grid: grid ?? null, unit: unit ?? null, skills: skills ?? [] },
          clock.now(),
        );
        // In the local chat the name is the account: nobody else can write under it.
        const sender = { account: name, nickname: name, roomAlias: name, friend: true };
        await bind(
          tx,
          community,
          { channel: 'local', sender, personId: id, sure: 'sure', evidence: 'the local chat' },
          clock.now(),
        );
        return 'added';
      }),
  };
}
