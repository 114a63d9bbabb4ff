"""Which wrapped keys the process for partners sees. Without the others it could not open them."""

from django.db import migrations

from clew.ground.vault.partner_rows import PartnerRows


class Migration(migrations.Migration):
    dependencies = [("vault", "0002_house_keys_and_tombstones")]
    operations = [PartnerRows("vault_datakey", "compartment IN ('released', 'intelligence')")]
