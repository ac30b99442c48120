import { esp32 as family } from '../../../src/chips/esp/family';
import { keepsContract } from '../contract-tests';

keepsContract({ chip: 'esp32', family, thorough: true });
keepsContract({ chip: 'esp32s3', family });
keepsContract({ chip: 'esp32c3', family });
keepsContract({ chip: 'esp32c6', family });
keepsContract({ chip: 'esp32c2', family });
keepsContract({ chip: 'esp32p4', family });
