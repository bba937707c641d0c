import { type Language, texts } from '#kernel/text'
import type { EventKind } from '../events/model.ts'

/**
 * What staff call each kind of item. The person's own labels say "Stöd" of three of them, which in a list of rules would tell nothing, and
 * "Visas inte här" of a notice that is itself shown.
 */
const words = texts({
  sv: {
    received: 'Inkommet',
    reopened: 'Öppnat igen',
    assigned: 'Handläggare',
    'investigation-opened': 'Utredning inledd',
    'investigation-extended': 'Utredning förlängd',
    'investigation-closed': 'Utredning avslutad',
    'step-reached': 'Nytt steg',
    'stepped-back': 'Steg tillbaka',
    requested: 'Begäran om uppgifter',
    'request-fulfilled': 'Uppgifter lämnade',
    'request-withdrawn': 'Begäran återtagen',
    note: 'Anteckning',
    'meeting-held': 'Möte',
    'preliminary-answer': 'Preliminärt svar',
    'delay-notice': 'Besked om längre tid',
    decision: 'Beslut',
    'decision-corrected': 'Rättat beslut',
    'measure-started': 'Insats började',
    'measure-changed': 'Insats ändrad',
    'measure-ended': 'Insats avslutad',
    payment: 'Utbetalning',
    condition: 'Villkor',
    'document-added': 'Handling',
    'follow-up-planned': 'Bokad uppföljning',
    closed: 'Avslut',
    'not-shown-here': 'Besked om att ärendet läses på annat sätt',
  } satisfies Record<EventKind, string>,
  en: {
    received: 'Received',
    reopened: 'Opened again',
    assigned: 'Case officer',
    'investigation-opened': 'Investigation opened',
    'investigation-extended': 'Investigation extended',
    'investigation-closed': 'Investigation closed',
    'step-reached': 'New step',
    'stepped-back': 'Step back',
    requested: 'Request for information',
    'request-fulfilled': 'Information given',
    'request-withdrawn': 'Request withdrawn',
    note: 'Note',
    'meeting-held': 'Meeting',
    'preliminary-answer': 'Preliminary answer',
    'delay-notice': 'Notice of delay',
    decision: 'Decision',
    'decision-corrected': 'Corrected decision',
    'measure-started': 'Measure started',
    'measure-changed': 'Measure changed',
    'measure-ended': 'Measure ended',
    payment: 'Payment',
    condition: 'Condition',
    'document-added': 'Document',
    'follow-up-planned': 'Follow-up booked',
    closed: 'Closed',
    'not-shown-here': 'Notice that the case is read in another way',
  },
})

export const kindName = (kind: EventKind, language: Language): string => words(language)[kind]
