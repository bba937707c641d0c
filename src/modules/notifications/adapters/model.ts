/** What is handed over to be sent. `key` is the sending's own for ever, `id` what it is known by in what comes back; `report` is where to tell what came of it. */
export type Outgoing = {
  readonly id: string
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly report: string
}

/**
 * What came of it. `refused`: it is certain that nothing was sent (`address`: because nobody can be reached there, so that trying again is
 * no use). `unsure`: it may have been sent. Codes are short and carry nothing of what was sent.
 */
export type Result =
  | { readonly kind: 'sent'; readonly ref?: string | undefined }
  | { readonly kind: 'refused'; readonly code: string; readonly address?: boolean }
  | { readonly kind: 'unsure'; readonly code: string }

/** A way out. `known` answers whether the sending of this key was taken in, where that can be asked; `replies` whether an answer reaches us. */
export type Carrier = {
  readonly replies: boolean
  send(what: Outgoing): Promise<Result>
  known?(key: string): Promise<boolean>
}

/** The longest that a sending may take, in milliseconds. */
export const patience = 10_000
