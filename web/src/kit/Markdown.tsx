import ReactMarkdown from 'react-markdown';
import { isCheapMarkdown } from '../lib/markdownCost';

// What a review may be made of. HTML in it stays text, and an address that is not the web's own is none.
const allowed = ['p', 'em', 'strong', 'del', 'a', 'ul', 'ol', 'li', 'blockquote', 'code', 'br', 'hr', 'h3', 'h4'];

export function Markdown({ text }: { text: string }) {
  if (!isCheapMarkdown(text))
    return (
      <div className="markdown">
        <p className="as-written">{text}</p>
      </div>
    );
  return (
    <div className="markdown">
      <ReactMarkdown
        allowedElements={allowed}
        unwrapDisallowed
        components={{
          a: ({ href, children }) =>
            href && /^https?:\/\//i.test(href) ? (
              <a href={href} rel="noreferrer nofollow ugc">
                {children}
              </a>
            ) : (
              <>{children}</>
            ),
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}
