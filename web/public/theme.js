// Before the first paint: the theme and language chosen last time, so that nothing flashes; and the words of that language
// are asked for.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem('theme');
  const light = theme ? theme === 'light' : matchMedia('(prefers-color-scheme: light)').matches;
  root.dataset.bsTheme = light ? 'light' : 'dark';
  root.lang = localStorage.getItem('language') || (navigator.language.startsWith('ru') ? 'ru' : 'en');
  const words = document.querySelector(`meta[name="words-${root.lang}"]`)?.content;
  if (words) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: words }));
})();
