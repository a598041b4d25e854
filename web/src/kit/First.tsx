import { Line } from './Status';

/** What stands in a page's place until it has come. */
export function First() {
  return (
    <div aria-busy="true">
      <Line width="40%" />
      <div className="first-posters" aria-hidden="true">
        {Array.from({ length: 8 }, (_, i) => (
          <span className="skeleton" key={i} />
        ))}
      </div>
    </div>
  );
}
