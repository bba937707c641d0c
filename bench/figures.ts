/** A bound on a figure: at most, or at least. */
export type Bound = { most: number } | { least: number }

/** One measured figure: the median of its rounds. Without a bound it is told for what it is. */
export type Figure = { name: string; value: number; unit: string; bound?: Bound; rounds: number[] }

/** What a part of the bench found out. `skipped` says why there is nothing. */
export type Outcome = { figures: Figure[]; commands: string[]; notes: string[] }

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A figure from its rounds. */
export const figure = (name: string, unit: string, rounds: number[], bound?: Bound): Figure => ({
  name,
  unit,
  rounds,
  value: median(rounds),
  ...(bound ? { bound } : {}),
})

export const verdict = ({ value, bound }: Figure): 'meets' | 'falls short' | '' => {
  if (!bound) return ''
  const met = 'most' in bound ? value <= bound.most : value >= bound.least
  return met ? 'meets' : 'falls short'
}

/** A number as one reads it: no more digits than it deserves, thousands apart. */
export const plain = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits }).replaceAll(',', ' ')
}

export const boundText = (bound: Bound | undefined): string =>
  bound ? ('most' in bound ? `≤ ${plain(bound.most)}` : `≥ ${plain(bound.least)}`) : ''

/** A figure as a line in the terminal. */
export const line = (one: Figure): string => {
  const bound = one.bound ? `  (${boundText(one.bound)}: ${verdict(one)})` : ''
  return `  ${one.name}: ${plain(one.value)} ${one.unit}${bound}  [${one.rounds.map(plain).join(', ')}]`
}
