import { Hono } from 'hono';
export function pages(_room: unknown): Hono {
  return new Hono();
}
