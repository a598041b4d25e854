/** Posters come in walls: whoever asks within a moment is asked for together, a hundred at a time. */
export function inBatches<T>(load: (ids: number[]) => Promise<(id: number) => T>): (id: number) => Promise<T> {
  let waiting = new Map<number, { give: (value: T) => void; fail: (error: Error) => void }[]>();
  const ask = async () => {
    const asked = waiting;
    waiting = new Map();
    const ids = [...asked.keys()];
    for (let from = 0; from < ids.length; from += 100) {
      const some = ids.slice(from, from + 100);
      try {
        const found = await load(some);
        for (const id of some) asked.get(id)!.forEach(({ give }) => give(found(id)));
      } catch (error) {
        for (const id of some) asked.get(id)!.forEach(({ fail }) => fail(error as Error));
      }
    }
  };
  return (id) =>
    new Promise((give, fail) => {
      if (waiting.size === 0) setTimeout(() => void ask(), 20);
      waiting.set(id, [...(waiting.get(id) ?? []), { give, fail }]);
    });
}
