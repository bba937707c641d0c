import { texts } from '#kernel/text'

export const words = texts({
  sv: {
    title: 'Välj uppdrag',
    lead: 'Du ser det som uppdraget omfattar, och uppdraget skrivs upp varje gång du tittar i ett ärende. Du kan byta när som helst.',
    choose: (desk: string) => `Välj ${desk}`,
    here: 'Här sitter du nu',
    none: 'Du har inget uppdrag som gäller i dag',
    noneMore: 'Be din chef eller systemförvaltaren att lägga upp ett uppdrag. Sedan räcker det att ladda om den här sidan.',
    roles: {
      caseOfficer: 'Handläggare',
      unitManager: 'Enhetschef',
      systemSteward: 'Systemförvaltare',
      logReviewer: 'Logggranskare',
      requestDispatcher: 'Mottagare av förfrågningar',
    },
  },
  en: {
    title: 'Choose an assignment',
    lead: 'You see what the assignment covers, and it is written down each time you look in a case. You can change at any time.',
    choose: (desk) => `Choose ${desk}`,
    here: 'You sit here now',
    none: 'You have no assignment that is valid today',
    noneMore: 'Ask your manager or the system steward for one. Then just reload this page.',
    roles: {
      caseOfficer: 'Case officer',
      unitManager: 'Unit manager',
      systemSteward: 'System steward',
      logReviewer: 'Log reviewer',
      requestDispatcher: 'Request recipient',
    },
  },
})
