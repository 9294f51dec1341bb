import { defineConfig } from 'vitest/config';

// Pages in a real browser (CHROMIUM, or /usr/bin/chromium). Apart from `npm test`, which needs no browser.
export default defineConfig({
  test: {
    include: ['test/pages/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
