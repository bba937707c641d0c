import type { FeedInput } from '../../feed/model.ts'
import { ledger } from './ledger.ts'
import type { Digisos, Hendelse, Of } from './model.ts'
import { type Scene, scene } from './scene.ts'
import { text } from './text.ts'
import { documentRef, kronor, nameFor, short } from './values.ts'

const outcomes = { INNVILGET: 'yes', DELVIS_INNVILGET: 'partly', AVSLATT: 'no', AVVIST: 'dismissed' } as const
const payments = { PLANLAGT_UTBETALING: 'planned', UTBETALT: 'paid', STOPPET: 'stopped', ANNULLERT: 'annulled' } as const
// OPPFYLT and IKKE_OPPFYLT are retired and are to be read as RELEVANT, says the format.
const conditions = {
  RELEVANT: 'active',
  OPPFYLT: 'active',
  IKKE_OPPFYLT: 'active',
  LEVERT_TIDLIGERE: 'fulfilled',
  ANNULLERT: 'annulled',
} as const

/** What is known of one file when an event is reached: only what stood before it in the list. */
type Known = {
  prefix: string
  book: ReturnType<typeof ledger>
  /** What the parts of the application are called. */
  titles: Map<string, string>
  /** The parts that may be shown. */
  inTheOpen: Set<string>
  /** The requests of the list that stands. */
  requests: string[]
  phase: 'new' | 'open' | 'closed'
}

const refs = ({ prefix }: Known) => {
  const of = (what: string) => (reference: string) => `${prefix}:${what}:${nameFor(reference)}`
  return { part: of('part'), payment: of('payment'), condition: of('condition'), proof: of('proof'), frame: of('frame') }
}

const application = ({ status }: Of<'soknadsStatus'>, { tell, own }: Scene, known: Known): void => {
  if (status === 'FERDIGBEHANDLET' || status === 'BEHANDLES_IKKE') {
    if (known.phase === 'open') tell({ ref: own('investigation'), kind: 'investigation-closed', detail: {} })
    tell({ ref: own(), kind: 'closed', detail: { reason: status === 'FERDIGBEHANDLET' ? text.done : text.notTaken } })
    known.phase = 'closed'
    return
  }
  if (known.phase === 'closed') tell({ ref: own('reopened'), kind: 'reopened', detail: {} })
  if (status === 'MOTTATT') tell({ ref: own(), kind: 'received', detail: { what: 'application' } })
  else tell({ ref: own(), kind: 'investigation-opened', detail: {} })
  if (status === 'UNDER_BEHANDLING') known.phase = 'open'
  else if (known.phase === 'closed') known.phase = 'new'
}

const part = (h: Of<'saksStatus'>, { tell, shut, open, own, line }: Scene, known: Known): void => {
  const ref = refs(known).part(h.referanse)
  if (h.status === 'IKKE_INNSYN' || h.status === 'FEILREGISTRERT') {
    known.inTheOpen.delete(ref)
    // `not-shown-here` is said of a whole matter: with another part in the open it would hide whose turn it is there.
    const kind = h.status === 'IKKE_INNSYN' && known.inTheOpen.size === 0 ? 'not-shown-here' : 'note'
    return shut(ref, { ref: own(), kind, detail: { text: text.part[h.status] } })
  }
  known.inTheOpen.add(ref)
  open(ref)
  const title = line(h.tittel) ?? known.titles.get(ref)
  if (title) known.titles.set(ref, title)
  tell({ ref: own(), kind: 'note', detail: { title: title ?? text.support, text: text.part[h.status ?? 'none'] } })
}

const decision = (h: Of<'vedtakFattet'>, { tell, attach, own }: Scene, known: Known): void => {
  const about = known.titles.get(refs(known).part(h.saksreferanse))
  const title = short(text.decision(about))
  const document = documentRef(h.vedtaksfil.referanse)
  if (h.utfall) {
    tell({
      ref: own(),
      kind: 'decision',
      detail: { title, results: [{ answer: outcomes[h.utfall], what: about ?? text.support }], document },
    })
  } else {
    tell({ ref: own(), kind: 'note', detail: { title, text: text.decided } })
    tell({ ref: own('decision'), kind: 'document-added', detail: { title: text.decisionFile, document } })
  }
  attach(h.vedlegg)
}

const request = (h: Of<'dokumentasjonEtterspurt'>, { tell, attach, own, line, prose, deadline }: Scene, known: Known): void => {
  const document = h.forvaltningsbrev && documentRef(h.forvaltningsbrev.referanse)
  const wanted = h.dokumenter.map((one) => ({
    dueBy: deadline(one.innsendelsesfrist),
    title: line(one.dokumenttype) ?? text.asked,
    text: prose(one.tilleggsinformasjon),
  }))
  const reason = wanted.length > 0 ? text.newerList : text.nothingAsked
  // A list stands until the next list: the new one is the whole of what is asked for.
  known.requests.forEach((about, n) => tell({ ref: own('withdrawn', n), about, kind: 'request-withdrawn', detail: { reason } }))
  if (wanted.length === 0 && known.requests.length === 0) tell({ ref: own(), kind: 'note', detail: { text: reason } })
  if (wanted.length === 0 && document) tell({ ref: own('letter'), kind: 'document-added', detail: { title: text.letter, document } })

  const lists = [...Map.groupBy(wanted, (one) => one.dueBy)].flatMap(([dueBy, all]) =>
    Array.from({ length: Math.ceil(all.length / 50) }, (_, n) => ({ dueBy, some: all.slice(n * 50, n * 50 + 50) })),
  )
  known.requests = lists.map(({ dueBy, some }, n) => {
    const ref = own('request', n)
    tell({ ref, kind: 'requested', detail: { what: some.map(({ title, text }) => ({ title, text })), dueBy, document } })
    return ref
  })
  attach(h.vedlegg)
}

const payment = (h: Of<'utbetaling'>, { tell, line, day, money }: Scene, known: Known): void => {
  const [what, method] = [line(h.beskrivelse), line(h.utbetalingsmetode)]
  const frame = h.rammevedtaksreferanse === undefined ? undefined : refs(known).frame(h.rammevedtaksreferanse)
  const detail = {
    amount: money(h.belop),
    what: method ? short(text.paidBy(what, method)) : what,
    // Without a status a day in the account is the only sign that the money has come.
    status: h.status ? payments[h.status] : h.utbetalingsdato ? 'paid' : 'planned',
    dueOn: day(text.dueDay, h.forfallsdato),
    paidOn: day(text.paidDay, h.utbetalingsdato),
    from: day(text.firstDay, h.fom),
    to: day(text.lastDay, h.tom),
    toOther: h.annenMottaker ?? false,
  } as const
  const about = frame && known.book.knows(frame) ? frame : undefined
  tell({ ref: refs(known).payment(h.utbetalingsreferanse), about, kind: 'payment', detail })
}

const conditionRef = (h: Of<'vilkar'> | Of<'dokumentasjonkrav'>, known: Known): string =>
  h.type === 'vilkar' ? refs(known).condition(h.vilkarreferanse) : refs(known).proof(h.dokumentasjonkravreferanse)

const condition = (h: Of<'vilkar'> | Of<'dokumentasjonkrav'>, { tell, line, prose, deadline }: Scene, known: Known): void => {
  const detail = {
    title: line(h.tittel) ?? (h.type === 'vilkar' ? text.condition : text.proof),
    text: prose(h.beskrivelse),
    dueBy: h.type === 'dokumentasjonkrav' && h.frist !== undefined ? deadline(h.frist) : undefined,
    status: conditions[h.status ?? 'RELEVANT'],
  }
  const about = h.utbetalingsreferanse?.map(refs(known).payment).find(known.book.knows)
  tell({ ref: conditionRef(h, known), about, kind: 'condition', detail })
}

const frame = (h: Of<'rammevedtak'>, { tell, line, day }: Scene, known: Known): void => {
  const detail = {
    title: short(text.frame(line(h.beskrivelse))),
    text: h.belop === undefined ? undefined : text.frameAmount(kronor(h.belop)),
    from: day(text.firstDay, h.fom),
    to: day(text.lastDay, h.tom),
  }
  tell({ ref: refs(known).frame(h.rammevedtaksreferanse), kind: 'measure-started', detail })
}

/** The part of the application an event is about: named by itself, or else that of what it replaces or is tied to. */
const partOf = (h: Hendelse, known: Known): string | undefined => {
  const ref = refs(known)
  const partOfFirst = (tied: readonly string[]) => tied.map(known.book.partOf).find((part) => part !== undefined)
  const frame = 'rammevedtaksreferanse' in h && h.rammevedtaksreferanse !== undefined ? [ref.frame(h.rammevedtaksreferanse)] : []
  switch (h.type) {
    case 'saksStatus':
      return ref.part(h.referanse)
    case 'vedtakFattet':
      return ref.part(h.saksreferanse)
    case 'rammevedtak':
      return h.saksreferanse === undefined ? partOfFirst(frame) : ref.part(h.saksreferanse)
    case 'utbetaling':
      return h.saksreferanse === undefined ? partOfFirst([ref.payment(h.utbetalingsreferanse), ...frame]) : ref.part(h.saksreferanse)
    case 'vilkar':
    case 'dokumentasjonkrav':
      return h.saksreferanse === undefined
        ? partOfFirst([conditionRef(h, known), ...(h.utbetalingsreferanse ?? []).map(ref.payment)])
        : ref.part(h.saksreferanse)
    default:
      return undefined
  }
}

const happened = (h: Hendelse, stage: Scene, known: Known): void => {
  switch (h.type) {
    case 'tildeltNavKontor':
      return stage.tell({ ref: stage.own(), kind: 'assigned', detail: { unit: text.office(h.navKontor) } })
    case 'soknadsStatus':
      return application(h, stage, known)
    case 'saksStatus':
      return part(h, stage, known)
    case 'vedtakFattet':
      return decision(h, stage, known)
    case 'dokumentasjonEtterspurt':
      return request(h, stage, known)
    case 'forelopigSvar':
      stage.tell({ ref: stage.own(), kind: 'preliminary-answer', detail: { document: documentRef(h.forvaltningsbrev.referanse) } })
      return stage.attach(h.vedlegg)
    case 'utbetaling':
      return payment(h, stage, known)
    case 'vilkar':
    case 'dokumentasjonkrav':
      return condition(h, stage, known)
    case 'rammevedtak':
      return frame(h, stage, known)
    default:
      return h satisfies never
  }
}

/**
 * A file as items of the feed, in the order of its list. `prefix` makes the references the file's own.
 * What an event means may depend on those before it in the list, never on those after: so a longer edition changes nothing told.
 */
export const toItems = (file: Digisos, matter: string, prefix: string): FeedInput[] => {
  const book = ledger(matter)
  const known: Known = { prefix, book, titles: new Map(), inTheOpen: new Set(), requests: [], phase: 'new' }
  file.hendelser.forEach((h, seq) => {
    const stage = scene(book, h, `${prefix}:${seq}`, seq, partOf(h, known))
    happened(h, stage, known)
    stage.sayTheRest()
  })
  return book.items
}
