// The theme, before anything is drawn; a file of its own because the page's policy allows no script in the page.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('bindery.theme');
  } catch {
    // Storage is closed to us: the system decides.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
