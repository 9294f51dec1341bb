import { defineConfig } from 'vitest/config';

// What only a PostgreSQL server does is tested when there is one: test/support/postgres.sh npm test
const server = process.env['TEST_DATABASE_URL'];

// Hooks get time to open an embedded database on a slow machine; no test measures speed by a time limit.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    exclude: ['test/wechat/**', 'test/pages/**', 'node_modules/**', ...(server ? [] : ['test/server/**'])],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
  },
});
