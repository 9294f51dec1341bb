/** A small schema for the tests of the store's machinery. */
import { fileURLToPath } from 'node:url';

export const noteMigrations = fileURLToPath(new URL('./migrations', import.meta.url));
