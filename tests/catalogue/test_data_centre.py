"""Data centres: what the servers take, what else takes power, what of their heat reaches water."""

import pytest

from symbiosis.catalogue.data_centre import data_centre, servers
from symbiosis.catalogue.heat_machines import MachineError
from symbiosis.park import Carrier, Varying

POWER, WARM = (Carrier(label=k, kind="energy", unit="MW") for k in ("power", "warm"))


def test_a_data_centre_needs_power_and_gives_warm_water():
    need, heat = data_centre("park.servers", POWER, WARM, 10.0)
    assert (need.rate.value, heat.rate.value) == (12.0, 9.0)


def test_need_and_heat_follow_the_load_of_the_servers():
    need, heat = data_centre("park.servers", POWER, WARM, Varying(4.0, "load"), overhead=0.5, recovered=0.25)
    assert (need.label, need.carrier, need.rate) == ("park.servers_power", "power", Varying(6.0, "load"))
    assert (heat.label, heat.carrier, heat.rate) == ("park.servers_heat", "warm", Varying(1.0, "load"))


@pytest.mark.parametrize(("overhead", "recovered"), [(-0.1, 0.5), (0.2, 1.1), (0.2, -0.1)])
def test_servers_give_no_more_heat_than_they_take(overhead, recovered):
    with pytest.raises(MachineError, match="servers give off no more heat than they take power"):
        servers(overhead, recovered)
