/** The country an end user is made in, by the data centre of the project; the call asks for one (openapi, section 7). */
import type { DataCentreId } from '../../model/cloud';

/**
 * As for telephones, one country of each region to begin with. Which ones a data centre takes is not documented
 * [guess], so a person can name another.
 */
export const countryCodes: Readonly<Record<DataCentreId, string>> = {
  cn: '86',
  'us-west': '1',
  'us-east': '1',
  'eu-central': '49',
  'eu-west': '44',
  in: '91',
  sg: '65',
};

export const isCountryCode = (text: string): boolean => /^[1-9]\d{0,3}$/.test(text);
