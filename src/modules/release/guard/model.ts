/** What must not be told about somebody (1.7 of the law file): a kind decides in which ways it can be written. */
export const factKinds = ['address', 'phone', 'workplace', 'school', 'registration', 'name', 'place', 'email', 'coordinates'] as const
export type FactKind = (typeof factKinds)[number]
export type Fact = { id: string; kind: FactKind; value: string }
