import { afterAll, afterEach, beforeEach, expect } from 'vitest'

// What a test prints without asking for it is a fault nobody has read yet, so it fails the test.
const printed: string[] = []
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
  console[level] = (...words: unknown[]) => void printed.push(`console.${level}: ${words.map(String).join(' ')}`)

const nothing = () => expect(printed.splice(0), 'unexpected console output').toEqual([])
beforeEach(nothing)
afterEach(nothing)
afterAll(nothing)
