import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { Browse } from '../features/browse/Browse';
import { GenrePage } from '../features/genre/GenrePage';
import { Genres } from '../features/genre/Genres';
import { Home } from '../features/home/Home';
import { MoviePage } from '../features/movie/MoviePage';
import { PersonPage } from '../features/person/PersonPage';
import { ApiError } from '../lib/api';
import { Broken, NotFound } from '../components/Fallbacks';
import { Shell } from './Shell';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server has refused it refuses again; only a lost connection or a busy server is worth another try.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
    },
  },
});

const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Broken />,
    children: [
      { path: '/', element: <Home /> },
      { path: '/movies', element: <Browse /> },
      { path: '/movies/:id', element: <MoviePage /> },
      { path: '/people/:id', element: <PersonPage /> },
      { path: '/genres', element: <Genres /> },
      { path: '/genres/:id', element: <GenrePage /> },
      { path: '*', element: <NotFound /> },
    ],
  },
]);

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
