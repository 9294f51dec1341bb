import { defineConfig } from 'vitest/config';

// The real puppet in child processes of its own: few files at a time, and time to start on a busy machine.
export default defineConfig({
  test: {
    include: ['test/wechat/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
