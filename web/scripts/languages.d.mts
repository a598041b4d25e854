import type { Plugin } from 'vite';

/** The languages in a folder of texts, English first. */
export function languagesIn(place?: URL): { code: string; name: string; choose: string }[];
export const languages: () => Plugin;
