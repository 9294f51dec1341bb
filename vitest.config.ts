import { defineConfig } from 'vitest/config';

// Hooks get time to open an embedded database on a slow machine; no test measures speed by a time limit.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    exclude: ['test/wechat/**', 'test/pages/**', 'node_modules/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
