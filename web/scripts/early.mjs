// A Vite plugin: what every page shows is asked for together with the page, not behind its styles and scripts. The two
// fonts at once; the words of a language by public/theme.js, which knows whose: it is told where they are.
const fonts = /(manrope|oswald)-latin-wght-normal/;
const words = /\/locales\/(\w+)\.json$/;

export const early = () => ({
  name: 'early',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {}).flatMap((file) => {
        const href = `/${file.fileName}`;
        if (fonts.test(href))
          return {
            tag: 'link',
            attrs: { rel: 'preload', href, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head',
          };
        const [, language] = words.exec(file.facadeModuleId ?? '') ?? [];
        return language
          ? { tag: 'meta', attrs: { name: `words-${language}`, content: href }, injectTo: 'head-prepend' }
          : [];
      }),
  },
});
