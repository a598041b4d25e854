import { queryOptions } from '@tanstack/react-query';
import { answer, api, keepCsrfToken, type Body, fileBody, type Query } from './client';

/** Who is signed in, and how one may come in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/auth/session', { signal })).then(({ data }) => {
      keepCsrfToken(data.csrf_token);
      return data;
    }),
  staleTime: 5 * 60_000,
});

export const sessionsQuery = queryOptions({
  queryKey: ['user', 'sessions'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/sessions', { signal })).then((a) => a.data),
});

export const keysQuery = queryOptions({
  queryKey: ['user', 'keys'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/keys', { signal })).then((a) => a.data),
});

export const linkedQuery = queryOptions({
  queryKey: ['user', 'linked'],
  queryFn: ({ signal }) => answer(api.GET('/api/user/linked', { signal })).then((a) => a.data),
});

// What one does.

export const addKey = (body: Body<'/api/user/keys', 'post'>) => answer(api.POST('/api/user/keys', { body }));

export const askForOtherAddress = (body: Body<'/api/user/email', 'post'>) =>
  answer(api.POST('/api/user/email', { body }));

export const askForReset = (body: Body<'/api/auth/reset', 'post'>) => answer(api.POST('/api/auth/reset', { body }));

export const beginFactor = (body: Body<'/api/user/totp', 'post'>) => answer(api.POST('/api/user/totp', { body }));

export const changePassword = (body: Body<'/api/user/password', 'put'>) =>
  answer(api.PUT('/api/user/password', { body }));

export const changeProfile = (body: Body<'/api/user', 'patch'>) => answer(api.PATCH('/api/user', { body }));

export const confirmOtherAddress = (body: Body<'/api/auth/email', 'put'>) =>
  answer(api.PUT('/api/auth/email', { body }));

export const endOtherSessions = () => answer(api.DELETE('/api/user/sessions'));

export const endSession = (id: number) => answer(api.DELETE('/api/user/sessions/{id}', { params: { path: { id } } }));

export const finishSignIn = (body: Body<'/api/auth/second-factor', 'post'>) =>
  answer(api.POST('/api/auth/second-factor', { body }));

export const leaveHouse = (body: Body<'/api/user', 'delete'>) => answer(api.DELETE('/api/user', { body }));

export const linkAccount = (provider: string, body: Body<'/api/user/linked/{provider}', 'post'>) =>
  answer(api.POST('/api/user/linked/{provider}', { params: { path: { provider } }, body }));

export const register = (body: Body<'/api/auth/register', 'post'>) => answer(api.POST('/api/auth/register', { body }));

export const removeAvatar = () => answer(api.DELETE('/api/user/avatar'));

export const removeKey = (id: number) => answer(api.DELETE('/api/user/keys/{id}', { params: { path: { id } } }));

export const renewRecoveryCodes = (body: Body<'/api/user/recovery-codes', 'post'>) =>
  answer(api.POST('/api/user/recovery-codes', { body }));

export const resetPassword = (body: Body<'/api/auth/reset', 'put'>) => answer(api.PUT('/api/auth/reset', { body }));

export const sendVerification = () => answer(api.POST('/api/auth/verify/send'));

export const signIn = (body: Body<'/api/auth/session', 'post'>) => answer(api.POST('/api/auth/session', { body }));

export const signInElsewhere = (provider: string, body: Body<'/api/auth/providers/{provider}', 'post'>) =>
  answer(api.POST('/api/auth/providers/{provider}', { params: { path: { provider } }, body }));

export const signOut = () => answer(api.POST('/api/auth/logout'));

export const turnOffFactor = (body: Body<'/api/user/totp', 'delete'>) => answer(api.DELETE('/api/user/totp', { body }));

export const turnOnFactor = (body: Body<'/api/user/totp', 'put'>) => answer(api.PUT('/api/user/totp', { body }));

export const unlinkAccount = (id: number) => answer(api.DELETE('/api/user/linked/{id}', { params: { path: { id } } }));

export const verifyAddress = (body: Body<'/api/auth/verify', 'post'>) => answer(api.POST('/api/auth/verify', { body }));

export const bringAvatar = (file: File, crop?: Query<'/api/user/avatar', 'put'>) =>
  answer(api.PUT('/api/user/avatar', { params: { query: crop }, ...fileBody(file) }));
