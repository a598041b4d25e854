import type { ReactNode } from 'react';
import { usePageTitle } from '../../lib/usePageTitle';

/** A page that is one form: signing in and what is around it. */
export function FormPage({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <section className="form-page">
      <h1>{title}</h1>
      {text && <p className="form-page__text">{text}</p>}
      {children}
    </section>
  );
}
