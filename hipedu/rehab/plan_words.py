"""Plain names of muscles and demands as they stand inside a sentence of a plan."""

from __future__ import annotations

from hipedu.language import N_, _

MUSCLES = {
    "gluteus_maximus": N_("gluteus maximus"),
    "gluteus_medius": N_("gluteus medius"),
    "gluteus_minimus": N_("gluteus minimus"),
    "tensor_fasciae_latae": N_("tensor fasciae latae"),
    "piriformis": N_("piriformis"),
    "deep_rotators": N_("deep hip rotators"),
    "iliopsoas": N_("iliopsoas"),
    "rectus_femoris": N_("rectus femoris"),
    "quadriceps": N_("quadriceps"),
    "hamstrings": N_("hamstrings"),
    "adductor_longus": N_("adductor longus"),
    "adductor_magnus": N_("adductor magnus"),
    "adductors": N_("adductors"),
    "pectineus": N_("pectineus"),
    "calf": N_("calf muscles"),
    "gastrocnemius": N_("gastrocnemius"),
    "soleus": N_("soleus"),
    "abdominals": N_("belly muscles"),
    "obliques": N_("oblique belly muscles"),
    "erector_spinae": N_("back extensors"),
    "quadratus_lumborum": N_("quadratus lumborum"),
    "trunk": N_("trunk muscles"),
    "whole_leg": N_("the whole leg"),
}
DEMANDS = {
    "side_lying": N_("lying on the side"),
    "sitting": N_("sitting"),
    "kneeling": N_("kneeling"),
    "arm_support": N_("weight on an arm or shoulder"),
    "one_leg_stance": N_("standing on one leg"),
    "impact": N_("hopping and running"),
    "deep_hip_bend": N_("bending the hip far"),
    "loaded_hip_bend": N_("bending the hip under load"),
    "adduction_stretch": N_("pulling the leg across the body"),
    "hamstring_stretch": N_("stretching the back of the thigh"),
    "front_hip_stretch": N_("stretching the front of the hip"),
    "hip_flexor_load": N_("lifting the knee or the straight leg"),
    "hamstring_load": N_("work for the back of the thigh"),
    "adductor_load": N_("pressing the legs together"),
    "side_hip_load": N_("full weight held by the side of the hip"),
    "heavy_load": N_("heavy weights"),
}
"""The same lists as ``muscles`` and ``demands`` of the knowledge base; a test compares them."""


def muscle(name: str) -> str:
    """A muscle inside a sentence.

    Examples
    --------
    >>> muscle("gluteus_medius")
    'gluteus medius'
    """
    return _(MUSCLES.get(name, name))


def demand(name: str) -> str:
    """What an exercise asks for, inside a sentence.

    Examples
    --------
    >>> demand("side_lying")
    'lying on the side'
    """
    return _(DEMANDS.get(name, name))
