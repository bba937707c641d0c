import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['source'] } },
  resolve: { conditions: ['source'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'db/**/*.test.ts', 'e2e/**/*.test.ts'],
    setupFiles: ['src/testing/quiet.ts'],
    globalSetup: ['src/testing/database.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
