import { queryOptions } from '@tanstack/react-query';
import { change, everything, sessionKey } from './cache';
import { answer, api, type Body, fileBody, type Query } from './client';
import { streamLinksQuery } from './player';

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

/** What one is and may is part of the session, and stands beside what one wrote. */
const oneself = [sessionKey, everything];
/** What opens an account, or plays in its name, besides its password: a new one and signing out elsewhere end some. */
const waysIn = [sessionsQuery.queryKey, keysQuery.queryKey, linkedQuery.queryKey, streamLinksQuery.queryKey];

export const addKey = (body: Body<'/api/user/keys', 'post'>) =>
  change([keysQuery.queryKey], api.POST('/api/user/keys', { body }));

export const askForOtherAddress = (body: Body<'/api/user/email', 'post'>) =>
  change([], api.POST('/api/user/email', { body }));

export const askForReset = (body: Body<'/api/auth/reset', 'post'>) => change([], api.POST('/api/auth/reset', { body }));

export const beginFactor = (body: Body<'/api/user/totp', 'post'>) => change([], api.POST('/api/user/totp', { body }));

export const changePassword = (body: Body<'/api/user/password', 'put'>) =>
  change(waysIn, api.PUT('/api/user/password', { body }));

export const changeProfile = (body: Body<'/api/user', 'patch'>) => change(oneself, api.PATCH('/api/user', { body }));

export const confirmOtherAddress = (body: Body<'/api/auth/email', 'put'>) =>
  change(oneself, api.PUT('/api/auth/email', { body }));

export const endOtherSessions = () => change(waysIn, api.DELETE('/api/user/sessions'));

export const endSession = (id: number) =>
  change([sessionsQuery.queryKey], api.DELETE('/api/user/sessions/{id}', { params: { path: { id } } }));

export const finishSignIn = (body: Body<'/api/auth/second-factor', 'post'>) =>
  change([], api.POST('/api/auth/second-factor', { body }));

export const leaveHouse = (body: Body<'/api/user', 'delete'>) => change([], api.DELETE('/api/user', { body }));

export const linkAccount = (provider: string, body: Body<'/api/user/linked/{provider}', 'post'>) =>
  change([], api.POST('/api/user/linked/{provider}', { params: { path: { provider } }, body }));

export const register = (body: Body<'/api/auth/register', 'post'>) =>
  change([], api.POST('/api/auth/register', { body }));

export const removeAvatar = () => change(oneself, api.DELETE('/api/user/avatar'));

export const removeKey = (id: number) =>
  change([keysQuery.queryKey], api.DELETE('/api/user/keys/{id}', { params: { path: { id } } }));

export const renewRecoveryCodes = (body: Body<'/api/user/recovery-codes', 'post'>) =>
  change([sessionKey], api.POST('/api/user/recovery-codes', { body }));

export const resetPassword = (body: Body<'/api/auth/reset', 'put'>) => change([], api.PUT('/api/auth/reset', { body }));

export const sendVerification = () => change([], api.POST('/api/auth/verify/send'));

export const signIn = (body: Body<'/api/auth/session', 'post'>) => change([], api.POST('/api/auth/session', { body }));

export const signInElsewhere = (provider: string, body: Body<'/api/auth/providers/{provider}', 'post'>) =>
  change([], api.POST('/api/auth/providers/{provider}', { params: { path: { provider } }, body }));

export const turnOffFactor = (body: Body<'/api/user/totp', 'delete'>) =>
  change([sessionKey], api.DELETE('/api/user/totp', { body }));

export const turnOnFactor = (body: Body<'/api/user/totp', 'put'>) =>
  change([sessionKey], api.PUT('/api/user/totp', { body }));

export const unlinkAccount = (id: number) =>
  change([linkedQuery.queryKey], api.DELETE('/api/user/linked/{id}', { params: { path: { id } } }));

export const verifyAddress = (body: Body<'/api/auth/verify', 'post'>) =>
  change(oneself, api.POST('/api/auth/verify', { body }));

export const bringAvatar = (file: File, crop?: Query<'/api/user/avatar', 'put'>) =>
  change(oneself, api.PUT('/api/user/avatar', { params: { query: crop }, ...fileBody(file) }));
