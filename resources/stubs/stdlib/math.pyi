"""Mathematics."""

e: float
"""2.71828..."""
pi: float
"""3.14159..."""
tau: float
"""2 * pi."""
inf: float
"""Greater than every number."""
nan: float
"""Not a number."""
def acos(x: float, /) -> float:
    """The angle with that cosine, in radians."""
def acosh(x: float, /) -> float: ...
def asin(x: float, /) -> float:
    """The angle with that sine, in radians."""
def asinh(x: float, /) -> float: ...
def atan(x: float, /) -> float:
    """The angle with that tangent, in radians."""
def atan2(y: float, x: float, /) -> float:
    """The direction of a point, in radians."""
def atanh(x: float, /) -> float: ...
def ceil(x: float, /) -> int:
    """Rounded up."""
def copysign(x: float, y: float, /) -> float:
    """x with the sign of y."""
def cos(x: float, /) -> float:
    """The cosine of an angle in radians."""
def cosh(x: float, /) -> float: ...
def degrees(x: float, /) -> float:
    """Radians in degrees."""
def erf(x: float, /) -> float: ...
def erfc(x: float, /) -> float: ...
def exp(x: float, /) -> float:
    """e to the power of x."""
def expm1(x: float, /) -> float: ...
def fabs(x: float, /) -> float:
    """Without its sign."""
def factorial(x: int, /) -> int:
    """1 * 2 * ... * x."""
def floor(x: float, /) -> int:
    """Rounded down."""
def fmod(x: float, y: float, /) -> float:
    """What is left over when x is divided by y."""
def frexp(x: float, /) -> tuple[float, int]: ...
def gamma(x: float, /) -> float: ...
def isclose(a: float, b: float, *, rel_tol: float = 1e-9, abs_tol: float = 0.0) -> bool:
    """Are they nearly the same?"""
def isfinite(x: float, /) -> bool: ...
def isinf(x: float, /) -> bool: ...
def isnan(x: float, /) -> bool: ...
def ldexp(x: float, exp: int, /) -> float: ...
def lgamma(x: float, /) -> float: ...
def log(x: float, base: float = ..., /) -> float:
    """The logarithm, natural or to a base."""
def log10(x: float, /) -> float:
    """The logarithm to the base 10."""
def log2(x: float, /) -> float:
    """The logarithm to the base 2."""
def modf(x: float, /) -> tuple[float, float]:
    """(What is behind the point, what is before it)."""
def pow(x: float, y: float, /) -> float:
    """x to the power of y."""
def radians(x: float, /) -> float:
    """Degrees in radians."""
def sin(x: float, /) -> float:
    """The sine of an angle in radians."""
def sinh(x: float, /) -> float: ...
def sqrt(x: float, /) -> float:
    """The square root."""
def tan(x: float, /) -> float:
    """The tangent of an angle in radians."""
def tanh(x: float, /) -> float: ...
def trunc(x: float, /) -> int:
    """What is before the point."""
