/** On the bench as elsewhere: the reader of saved logs draws the same rail. */
export { BindRail } from '../../parts/bind-rail';
