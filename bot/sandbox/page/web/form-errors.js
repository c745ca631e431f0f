/** Says at each field what is wrong with it, and goes to the first. */
/** @param {HTMLElement} form @param {{ [block: string]: string }} errors */
export function showErrors(form, errors) {
  for (const field of form.querySelectorAll('[data-block]')) {
    const block = field.getAttribute('data-block') ?? ''
    showError(form, block, errors[block])
  }
  const first = form.querySelector('.wrong :is(input, textarea, select, summary)')
  if (first instanceof HTMLElement) first.focus()
}

/** @param {HTMLElement} form @param {string} block @param {string | undefined} words */
export function showError(form, block, words) {
  const fields = [...form.querySelectorAll('[data-block]')]
  const field = fields.find((each) => each.getAttribute('data-block') === block)
  const place = field?.querySelector('.error')
  if (field === undefined || !(place instanceof HTMLElement)) return
  field.classList.toggle('wrong', words !== undefined)
  place.textContent = words ?? ''
  place.hidden = words === undefined
  for (const control of field.querySelectorAll('input, textarea, select')) {
    if (words === undefined) control.removeAttribute('aria-invalid')
    else control.setAttribute('aria-invalid', 'true')
  }
}
