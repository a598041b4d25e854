// Before the first paint: the theme and language chosen last time, so that nothing flashes; and the words of that language
// are asked for.
(() => {
  const root = document.documentElement;
  const theme = localStorage.getItem('theme');
  const light = theme ? theme === 'light' : matchMedia('(prefers-color-scheme: light)').matches;
  root.dataset.bsTheme = light ? 'light' : 'dark';
  const words = (code) => document.querySelector(`meta[name="words-${code}"]`)?.content;
  const wanted = [localStorage.getItem('language'), navigator.language.slice(0, 2)];
  root.lang = wanted.find((code) => code && words(code)) ?? wanted[0] ?? 'en';
  if (words(root.lang))
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'modulepreload', href: words(root.lang) }),
    );
})();
