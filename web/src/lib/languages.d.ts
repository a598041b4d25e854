declare module 'virtual:languages' {
  const languages: { code: string; name: string; choose: string }[];
  export default languages;
}
