const arrivals = document.getElementById('arrivals')

arrivals.addEventListener('click', (event) => {
  const button = event.target.closest('button[aria-controls]')
  if (button === null) return
  const detail = document.getElementById(button.getAttribute('aria-controls'))
  detail.hidden = !detail.hidden
  button.setAttribute('aria-expanded', String(!detail.hidden))
})

const news = new EventSource('/_/news')
let hasBeenOpen = false

// What arrived while the line was down is on the page anew.
news.addEventListener('open', () => {
  if (hasBeenOpen) location.reload()
  hasBeenOpen = true
})

news.addEventListener('message', ({ data }) => {
  const { n, arrival, contacts, manners } = JSON.parse(data)
  if (arrivals.querySelector(`[data-arrival="${n}"]`) === null) arrivals.insertAdjacentHTML('afterbegin', arrival)
  document.getElementById('contacts').innerHTML = contacts
  document.getElementById('manners').innerHTML = manners
  document.getElementById('nothing').hidden = true
})
