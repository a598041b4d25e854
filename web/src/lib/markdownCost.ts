// What a reader's browser can render in a moment. The renderer takes time with the square of some things, and worse
// with others: lists within lists within lists, and marks that may all belong to each other. Nobody writes so; who does
// is shown the letters as they stand (measured in kit/Markdown.test.ts).
const mostNested = 6;
const mostMarks = 400;

// How many lists and quotations a line opens: "- > 1. word" opens three.
function opened(line: string): number {
  let count = 0;
  let rest = line;
  for (;;) {
    const marker = /^[ \t]*(?:[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|>)/.exec(rest);
    if (!marker || count > mostNested) return count;
    count += 1;
    rest = rest.slice(marker[0].length);
  }
}

export function isCheapMarkdown(text: string): boolean {
  for (const marks of [/[*_~]/g, /[[\]]/g, /`/g, /[<>]/g, /[&\\]/g]) {
    if ((text.match(marks) ?? []).length > mostMarks) return false;
  }
  const lines = text.split(/\r\n|\r|\n/);
  return lines.length <= 2000 && lines.every((line) => opened(line) <= mostNested);
}
