/* What a kernel with the framework has as <linux/kernel_api_spec.h>. */
#include "../../src/kapi/kernel/kernel_api_spec.h"
