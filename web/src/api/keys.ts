// Keys that more than one drawer names: a drawer that needs another's key alone need not travel with all of it.

/** Every list, and what stands on it. */
export const listsKey = ['lists'] as const;

/** Somebody's page. */
export const memberKey = ['member'] as const;

/** Who may see what of one's own. */
export const sharingKey = ['sharing'] as const;

/** What one is asked to be in or to edit. */
export const offersKey = ['offers'] as const;

/** What others share with one. */
export const sharedKey = ['shared'] as const;
