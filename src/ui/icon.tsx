const strokes = {
  leave: ['M14 4h5v16h-5', 'M4 12h10M10 8l4 4-4 4'],
  down: ['m6 9 6 6 6-6'],
  print: ['M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z'],
  search: ['M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0', 'm15.2 15.2 4.8 4.8'],
  calendar: ['M4 6h16v14H4zM4 10h16M8 3v4M16 3v4'],
  hidden: ['M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6z', 'M4 20 20 4'],
  together: ['M5 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0M13 8a3 3 0 1 0 6 0 3 3 0 1 0-6 0', 'M3 19c0-3 2-5 5-5 2 0 3 1 4 2 1-1 2-2 4-2 3 0 5 2 5 5'],
}

export type IconName = keyof typeof strokes

/** A drawing beside a word, never instead of it; arrows turn where the script runs from right to left. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class={name === 'leave' ? 'icon icon-turn' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
    {strokes[name].map((d) => (
      <path d={d} />
    ))}
  </svg>
)

/** A D in two parts: your stem beside our bowl. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <path class="stem" d="M3 3h8v26H3z" />
    <path class="bowl" d="M13.5 3H16a13 13 0 0 1 0 26h-2.5z" />
  </svg>
)
