import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewingLine } from '../api/client';
import { titleOf } from '../lib/format';
import type { Whose } from '../api/diary';

const ViewingDialog = lazy(() => import('./ViewingDialog').then((file) => ({ default: file.ViewingDialog })));

/** The dialog of a viewing that one has pressed: its own alone. */
export function useOpenViewing(whose: Whose) {
  const { i18n } = useTranslation();
  const [open, setOpen] = useState<ViewingLine>();
  const dialog = open && !whose && (
    <Suspense>
      <ViewingDialog
        movie={open.movie.id}
        title={titleOf(open.movie, i18n.language)}
        viewing={open.viewing}
        onClose={() => setOpen(undefined)}
      />
    </Suspense>
  );
  return { dialog, edit: setOpen };
}
