import pytest

from hipedu.api import load_catalogue
from hipedu.training.running_form import Form, advised_cadence, article_claim, form_reading
from hipedu.training.tissue_sessions import tissue_model


@pytest.fixture(scope="module")
def model():
    return tissue_model(load_catalogue().loading_models)


def test_the_worked_example_of_steps(model):
    # 3.0 m/s at 165: 1.0909 m, 916.67 steps in a km, 458.33 a leg
    form = Form(cadence_spm=165, speed_km_per_h=10.8)
    reading = form_reading(form, form, model)
    assert reading.step_length_m == pytest.approx(1.0909, abs=5e-5)
    assert reading.steps_per_km == pytest.approx(916.67, abs=5e-3)
    assert reading.loads_per_leg_per_km == pytest.approx(458.33, abs=5e-3)


def test_one_km_per_hour_faster_is_about_five_percent_harder(model):
    # 9.17 BW at 10 km/h, 9.59 at 11: 4.6 % more
    own = Form(cadence_spm=165, speed_km_per_h=10)
    reading = form_reading(Form(cadence_spm=165, speed_km_per_h=11), own, model)
    assert reading.load_per_step.value == pytest.approx(9.59 / 9.17, abs=1e-4)
    # 10/11 of the steps: 0.9507 in a km
    assert reading.push_per_km.value == pytest.approx(9.59 / 9.17 * 10 / 11, abs=1e-4)


def test_ten_percent_more_steps_may_be_gentler_or_harder(model):
    own = Form(cadence_spm=160, speed_km_per_h=10)
    bone = form_reading(Form(cadence_spm=176, speed_km_per_h=10), own, model).damage_per_km["bone"]
    # 1.1 * 0.97**6.6 = 0.8997
    assert bone.value == pytest.approx(0.8997, abs=1e-3)
    assert bone.low < 1 < bone.high


def test_downhill_only_the_downhill_load_counts(model):
    own = Form(cadence_spm=160, speed_km_per_h=10)
    down = form_reading(Form(cadence_spm=160, speed_km_per_h=10, slope_degrees=-9), own, model)
    assert down.load_per_step.value == pytest.approx(1.09)  # 1 % a degree
    assert (down.load_per_step.low, down.load_per_step.high) == pytest.approx((1.0, 1.27))


def test_impossible_forms_are_refused(model):
    own = Form(cadence_spm=160, speed_km_per_h=10)
    with pytest.raises(ValueError, match="step rate is 0"):
        form_reading(Form(cadence_spm=0, speed_km_per_h=10), own, model)


def test_advice_is_a_change_of_the_own_rate():
    assert advised_cadence(150, low_percent=5, high_percent=10) == (158, 165)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (150, "larger jump"),  # 170/150 = +13 %
        (160, "inside what studies tried"),  # +6 %
        (175, "change nothing"),
        (190, "slow down"),
    ],
)
def test_the_claim_of_the_article_for_different_runners(own, says):
    assert says in article_claim(own, low_spm=170, high_spm=180, advice=(5, 10)).replace(
        "tried, but", "tried, but"
    )
