/** The head of every page: the base that all of them stand on, then the page's own styles and script. */
import type { Child } from 'hono/jsx';
import { sharedAt } from './static-files.ts';

interface HeadOptions {
  title: string;
  /** Addresses, in the order in which they come to bear. */
  styles: readonly string[];
  /** What only one page needs. */
  children?: Child;
}

export function Head({ title, styles, children }: HeadOptions) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <title>{title}</title>
      {[`${sharedAt}/base.css`, ...styles].map((address) => (
        <link rel="stylesheet" href={address} />
      ))}
      {children}
    </head>
  );
}
