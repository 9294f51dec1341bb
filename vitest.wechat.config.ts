import { defineConfig } from 'vitest/config';

// The real puppet in child processes of its own: few files at a time, and time to start on a busy machine.
export default defineConfig({
  test: {
    include: ['test/wechat/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
