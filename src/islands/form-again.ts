/**
 * A page that answers a form (what was wrong, or advice) is in the history as that sending, and going back to it makes the browser ask to send again.
 * When its form is sent, its place is taken by the page that the form came from. Not before: until then a reload shows what was typed.
 */
addEventListener('submit', ({ defaultPrevented }) => {
  const from = URL.parse(document.referrer)
  if (!defaultPrevented && document.documentElement.hasAttribute('data-answer') && from?.origin === location.origin)
    history.replaceState(null, '', from)
})
