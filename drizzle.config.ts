import { defineConfig } from 'drizzle-kit';

// `npm run db:generate -- --name what-it-does` after a change of a tables.ts. Casing is the same in src/db/open.ts.
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/**/tables.ts',
  out: './drizzle',
  casing: 'snake_case',
});
