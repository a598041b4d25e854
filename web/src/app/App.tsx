import { QueryClientProvider } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { Home } from '../features/home/Home';
import { cache } from '../api/cache';
import { Broken, NotFound } from '../kit/Fallbacks';
import { First } from '../kit/First';
import { Toasts } from '../kit/Toasts';
import { SessionProvider } from '../lib/session';
import { Guarded } from './Guarded';
import { Yours } from './Yours';
import { Shell } from './Shell';

/** A page that travels when it is opened: the first view waits for nothing that it does not show. */
const later =
  <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  async () => ({ Component: (await load())[name] });
const browse = () => import('../features/browse/Browse');
const movie = () => import('../features/movie/MoviePage');
const person = () => import('../features/person/PersonPage');
const signIn = () => import('../features/accounts/SignIn');
const signUp = () => import('../features/accounts/SignUp');
const links = () => import('../features/accounts/Links');
const editMovie = () => import('../features/editing/EditMovie');
const editPerson = () => import('../features/editing/EditPerson');
const changes = () => import('../features/editing/Changes');
const lists = () => import('../features/lists/Lists');
const listPage = () => import('../features/lists/ListPage');
const files = () => import('../features/library/Files');
const member = () => import('../features/members/MemberPage');

// What is opened next, most of the time: fetched when somebody stirs, so that the first films do not share their line
// with it.
for (const sign of ['pointermove', 'pointerdown', 'keydown'])
  addEventListener(sign, () => void movie().catch(console.warn), { once: true, passive: true });

const router = createBrowserRouter([
  {
    // The cinema has the whole window.
    element: (
      <Toasts>
        <Guarded who="members" />
      </Toasts>
    ),
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [{ path: '/play/:id', lazy: later(() => import('../features/playing/PlayerPage'), 'PlayerPage') }],
  },
  {
    element: <Shell />,
    errorElement: <Broken />,
    children: [
      {
        // What fails in a page fails in its place: the bar and the menu stay.
        errorElement: <Broken />,
        hydrateFallbackElement: <First />,
        children: [
          { path: '/', element: <Home /> },
          { path: '/movies', lazy: later(browse, 'Browse') },
          { path: '/movies/:id', lazy: later(movie, 'MoviePage') },
          { path: '/people/:id', lazy: later(person, 'PersonPage') },
          { path: '/genres', lazy: later(() => import('../features/genre/Genres'), 'Genres') },
          { path: '/genres/:id', lazy: later(() => import('../features/genre/GenrePage'), 'GenrePage') },
          { path: '/members', lazy: later(() => import('../features/members/Members'), 'Members') },
          { path: '/u/:username', lazy: later(member, 'MemberPage') },
          { path: '/u/:username/:part', lazy: later(member, 'MemberPage') },
          { element: <Yours />, children: [{ path: '/lists', lazy: later(lists, 'Lists') }] },
          { path: '/lists/:id', lazy: later(listPage, 'ListPage') },
          { path: '/signin', lazy: later(signIn, 'SignIn') },
          { path: '/signup', lazy: later(signUp, 'SignUp') },
          { path: '/forgot', lazy: later(links, 'Forgot') },
          { path: '/reset', lazy: later(links, 'Reset') },
          { path: '/verify', lazy: later(links, 'Verify') },
          { path: '/confirm-email', lazy: later(links, 'ConfirmEmail') },
          {
            element: <Guarded who="members" />,
            children: [
              {
                element: <Yours />,
                children: [
                  { path: '/diary', lazy: later(() => import('../features/diary/Diary'), 'Diary') },
                  { path: '/films', lazy: later(() => import('../features/diary/Films'), 'Films') },
                  { path: '/watchlist', lazy: later(() => import('../features/diary/Watchlist'), 'Watchlist') },
                  { path: '/collection', lazy: later(() => import('../features/collection/Collection'), 'Collection') },
                  { path: '/statistics', lazy: later(() => import('../features/members/Statistics'), 'Statistics') },
                  { path: '/shared', lazy: later(() => import('../features/sharing/Shared'), 'Shared') },
                  { path: '/groups', lazy: later(() => import('../features/sharing/Groups'), 'Groups') },
                  { path: '/takeout/:id', lazy: later(() => import('../features/takeout/ImportPage'), 'ImportPage') },
                ],
              },
              { path: '/house', lazy: later(() => import('../features/library/House'), 'House') },
              {
                path: '/settings',
                lazy: later(() => import('../features/settings/Settings'), 'Settings'),
                children: [
                  { index: true, lazy: later(() => import('../features/settings/Profile'), 'Profile') },
                  { path: 'security', lazy: later(() => import('../features/settings/Security'), 'Security') },
                  { path: 'keys', lazy: later(() => import('../features/settings/Keys'), 'Keys') },
                  { path: 'linked', lazy: later(() => import('../features/settings/Linked'), 'Linked') },
                  { path: '/settings/data', lazy: later(() => import('../features/takeout/Takeout'), 'Takeout') },
                ],
              },
            ],
          },
          {
            element: <Guarded who="editors" />,
            children: [
              { path: '/movies/new', lazy: later(editMovie, 'NewMovie') },
              { path: '/movies/:id/edit', lazy: later(editMovie, 'EditMovie') },
              { path: '/people/:id/edit', lazy: later(editPerson, 'EditPerson') },
              {
                path: '/editing',
                lazy: later(changes, 'EditingPages'),
                children: [
                  { index: true, lazy: later(changes, 'Changes') },
                  { path: 'unchecked', lazy: later(changes, 'Unchecked') },
                  { path: 'deleted', lazy: later(changes, 'DeletedPage') },
                  { path: 'reports', lazy: later(() => import('../features/editing/Reports'), 'Reports') },
                ],
              },
            ],
          },
          {
            element: <Guarded who="admins" />,
            children: [
              {
                path: '/library',
                lazy: later(() => import('../features/library/Library'), 'Library'),
                children: [
                  { index: true, lazy: later(() => import('../features/library/Folders'), 'Folders') },
                  { path: 'files', lazy: later(files, 'Files') },
                ],
              },
              {
                path: '/admin',
                lazy: later(() => import('../features/admin/Admin'), 'Admin'),
                children: [
                  { index: true, lazy: later(() => import('../features/admin/Users'), 'Users') },
                  { path: 'invitations', lazy: later(() => import('../features/admin/Invitations'), 'Invitations') },
                  { path: 'jobs', lazy: later(() => import('../features/admin/Jobs'), 'Jobs') },
                  { path: 'audit', lazy: later(() => import('../features/admin/Audit'), 'Audit') },
                ],
              },
            ],
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);

export function App() {
  return (
    <QueryClientProvider client={cache}>
      <SessionProvider>
        <RouterProvider router={router} />
      </SessionProvider>
    </QueryClientProvider>
  );
}
