/** What the pages ask of the program: checked once, then answered, or refused in one sentence. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Context } from 'hono';
import type { z } from 'zod';

/** A request that is not done, and what to do about it. */
export interface Refusal {
  status: 400 | 403 | 404 | 409 | 413 | 415 | 503;
  error: string;
}

/** Whether a result is a refusal. */
export function refused<T extends object>(result: T | Refusal): result is Refusal {
  return 'status' in result && 'error' in result;
}

/** What was given, checked. A schema has a sentence for each of its fields; `otherwise` is for what lacks one. */
export function check<T>(schema: z.ZodType<T>, value: unknown, otherwise: Refusal): { data: T } | Refusal {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data };
  return { status: 400, error: result.error.issues[0]?.message ?? otherwise.error };
}

/** The body as JSON, whatever type it claims to be: `curl -d` sends JSON as a form. What is no object is `notJson`. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>, notJson: Refusal): Promise<{ data: T } | Refusal> {
  const value: unknown = await c.req.json().catch(() => undefined);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return notJson;
  return check(schema, value, notJson);
}

/** Answers with what came of it. */
export function say(c: Context, result: object | Refusal): Response {
  return refused(result) ? c.json({ error: result.error }, result.status) : c.json(result);
}

/** Answers with a file that was kept; the browser may show it and nothing else. No name, or no such file: not found. */
export async function sendFile(
  c: Context,
  folder: string,
  name: string | null | undefined,
  type: string,
): Promise<Response> {
  const content = name ? await readFile(join(folder, basename(name))).catch(() => undefined) : undefined;
  if (!content) return c.notFound();
  return c.body(new Uint8Array(content), 200, { 'content-type': type, 'cache-control': 'private, max-age=3600' });
}
