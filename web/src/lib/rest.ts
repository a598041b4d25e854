/** Runs when the page has nothing more urgent to do, in a browser that cannot tell in five seconds. */
export const atRest = (run: () => void) => (window.requestIdleCallback ?? ((later) => setTimeout(later, 5000)))(run);
