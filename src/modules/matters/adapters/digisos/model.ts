import { z } from 'zod'

const written = (pattern: RegExp, as: string) => z.string().regex(pattern, `is not written as ${as}`)

// The patterns are those of the format, dot for dot: the second's decimal sign may be any character, and no calendar is asked.
const Dato = written(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/u, 'a day, YYYY-MM-DD')
const Tidspunkt = written(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.[0-9]+Z$/u, 'a time in UTC, YYYY-MM-DDThh:mm:ss.sssZ')
const Uuid = written(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u, 'a UUID in lower case')

const Filreferanse = z.discriminatedUnion('type', [
  // Not z.int(): that refuses whole numbers above 2^53, which the format lets through.
  z.object({ type: z.literal('svarut'), id: Uuid, nr: z.number().refine(Number.isInteger, 'is not a whole number') }),
  z.object({ type: z.literal('dokumentlager'), id: Uuid }),
])
export type Filreferanse = z.infer<typeof Filreferanse>

const Brev = z.object({ referanse: Filreferanse })
const Vedlegg = z.object({ tittel: z.string(), referanse: Filreferanse })
export type Vedlegg = z.infer<typeof Vedlegg>

const hendelse = <Type extends string, Rest extends z.ZodRawShape>(type: Type, rest: Rest) =>
  z.object({ type: z.literal(type), hendelsestidspunkt: Tidspunkt, ...rest })

/** One event. The kinds exclude each other by `type`, so exactly one can match, as the `oneOf` of the format asks. */
const Hendelse = z.discriminatedUnion('type', [
  hendelse('tildeltNavKontor', { navKontor: written(/^[0-9]{4}$/u, 'four digits') }),
  hendelse('soknadsStatus', { status: z.enum(['MOTTATT', 'UNDER_BEHANDLING', 'FERDIGBEHANDLET', 'BEHANDLES_IKKE']) }),
  hendelse('vedtakFattet', {
    saksreferanse: z.string(),
    utfall: z.enum(['INNVILGET', 'DELVIS_INNVILGET', 'AVSLATT', 'AVVIST']).optional(),
    vedtaksfil: Brev,
    vedlegg: z.array(Vedlegg).optional(),
  }),
  hendelse('dokumentasjonEtterspurt', {
    forvaltningsbrev: Brev.optional(),
    vedlegg: z.array(Vedlegg).optional(),
    dokumenter: z.array(
      z.object({
        dokumenttype: z.string(),
        tilleggsinformasjon: z.string().optional(),
        innsendelsesfrist: Tidspunkt,
        dokumentreferanse: z.string().optional(),
      }),
    ),
  }),
  hendelse('forelopigSvar', { forvaltningsbrev: Brev, vedlegg: z.array(Vedlegg).optional() }),
  hendelse('saksStatus', {
    referanse: z.string(),
    tittel: z.string().optional(),
    status: z.enum(['UNDER_BEHANDLING', 'IKKE_INNSYN', 'BEHANDLES_IKKE', 'FEILREGISTRERT']).optional(),
  }),
  hendelse('utbetaling', {
    utbetalingsreferanse: z.string(),
    saksreferanse: z.string().optional(),
    rammevedtaksreferanse: z.string().optional(),
    status: z.enum(['PLANLAGT_UTBETALING', 'UTBETALT', 'STOPPET', 'ANNULLERT']).optional(),
    belop: z.number().optional(),
    beskrivelse: z.string().optional(),
    forfallsdato: Dato.optional(),
    utbetalingsdato: Dato.optional(),
    fom: Dato.optional(),
    tom: Dato.optional(),
    annenMottaker: z.boolean().optional(),
    // Looked at and let go: the receiver may be a personal number, and account numbers have no business here.
    mottaker: z
      .string()
      .optional()
      .transform(() => undefined),
    kontonummer: written(/^[0-9]{11}$/u, 'eleven digits')
      .optional()
      .transform(() => undefined),
    utbetalingsmetode: z.string().optional(),
  }),
  hendelse('vilkar', {
    vilkarreferanse: z.string(),
    saksreferanse: z.string().optional(),
    utbetalingsreferanse: z.array(z.string()).optional(),
    tittel: z.string().optional(),
    beskrivelse: z.string().optional(),
    status: z.enum(['RELEVANT', 'ANNULLERT', 'OPPFYLT', 'IKKE_OPPFYLT']).optional(),
  }),
  hendelse('dokumentasjonkrav', {
    dokumentasjonkravreferanse: z.string(),
    saksreferanse: z.string().optional(),
    utbetalingsreferanse: z.array(z.string()).optional(),
    tittel: z.string().optional(),
    beskrivelse: z.string().optional(),
    frist: Tidspunkt.optional(),
    status: z.enum(['RELEVANT', 'LEVERT_TIDLIGERE', 'ANNULLERT', 'OPPFYLT', 'IKKE_OPPFYLT']).optional(),
  }),
  hendelse('rammevedtak', {
    rammevedtaksreferanse: z.string(),
    saksreferanse: z.string().optional(),
    beskrivelse: z.string().optional(),
    belop: z.number().optional(),
    fom: Dato.optional(),
    tom: Dato.optional(),
  }),
])
export type Hendelse = z.infer<typeof Hendelse>
export type Of<Type extends Hendelse['type']> = Extract<Hendelse, { type: Type }>

/** A whole file: one application and the list of what has happened to it. Unknown fields are let through and dropped. */
export const Digisos = z.object({
  version: written(/^[0-9]+\.[0-9]+\.[0-9]+(-[a-zA-Z0-9]+)?(\+[a-zA-Z0-9]+)?$/u, 'a version such as 1.0.0'),
  avsender: z.object({ systemnavn: z.string(), systemversjon: z.string() }),
  hendelser: z.array(Hendelse).min(1, 'is empty: at least one event is needed'),
})
export type Digisos = z.infer<typeof Digisos>
