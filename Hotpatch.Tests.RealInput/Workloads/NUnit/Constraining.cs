using NUnit.Framework;
using NUnit.Framework.Constraints;
using NUnit.Framework.Internal;

namespace Workload;

/// <summary>Every constraint against every value.</summary>
public sealed class Constraining
{
    private static readonly object?[] Values =
    [
        null, 0, 3, -1, 5.0, 5.0000001, double.NaN, 4.5m, "", "text", "Text with more words than one", 'c', true, new[] { 1, 2, 3 }, new[] { 3, 2, 1 }, new[] { "a", "b", "a" }, new List<int>(), new object?[] { 1, null, "x" },
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, DayOfWeek.Friday, new DateTime(2024, 1, 2, 3, 4, 5), new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), TimeSpan.FromSeconds(90), typeof(string),
        new int[,] { { 1, 2 }, { 3, 4 } }, (1, "x"), new[] { new[] { 1 }, new[] { 2, 3 } }, new Version(1, 2), Guid.Empty, new InvalidOperationException("sample"), long.MaxValue, new string('x', 300), float.PositiveInfinity,
    ];

    private static readonly Func<IResolveConstraint>[] Constraints =
    [
        () => Is.Null, () => Is.Not.Null, () => Is.True, () => Is.False, () => Is.NaN, () => Is.Empty, () => Is.Not.Empty, () => Is.Zero, () => Is.Positive, () => Is.Negative, () => Is.Unique, () => Is.Default,
        () => Is.EqualTo(3), () => Is.EqualTo(5.0).Within(0.001), () => Is.EqualTo(5).Within(10).Percent, () => Is.EqualTo(5.0).Within(3).Ulps, () => Is.EqualTo("TEXT").IgnoreCase, () => Is.EqualTo("te xt").IgnoreWhiteSpace,
        () => Is.EqualTo(new[] { 1, 2, 4 }), () => Is.EqualTo(new[] { 1.1, 2.1, 3.1 }).Within(0.2), () => Is.EqualTo(new DateTime(2024, 1, 2)).Within(TimeSpan.FromHours(5)), () => Is.EqualTo(new DateTime(2024, 1, 2)).Within(2).Days,
        () => Is.EqualTo(null), () => Is.Not.EqualTo(3), () => Is.EqualTo(Values[18]), () => Is.EqualTo(Values[24]), () => Is.EqualTo(Values[26]).AsCollection, () => Is.EqualTo(typeof(string)), () => Is.EqualTo((1, "y")),
        () => Is.EqualTo("x" + new string('x', 298) + "y").NoClip, () => Is.EqualTo("text").Using((IEqualityComparer<string>)StringComparer.OrdinalIgnoreCase), () => Is.EqualTo(3).Using<int>((left, right) => left.CompareTo(right)),
        () => Is.SameAs(Values[13]), () => Is.GreaterThan(2), () => Is.GreaterThanOrEqualTo(3), () => Is.LessThan(3.5), () => Is.LessThanOrEqualTo(3m), () => Is.AtLeast(1), () => Is.AtMost(9), () => Is.InRange(0, 4), () => Is.Not.InRange(0, 4),
        () => Is.TypeOf<string>(), () => Is.InstanceOf<IComparable>(), () => Is.AssignableFrom<string>(), () => Is.AssignableTo<object>(), () => Is.AnyOf(3, "text", null), () => Is.EquivalentTo(new[] { 3, 1, 2 }), () => Is.SubsetOf(new[] { 1, 2, 3, 4 }),
        () => Is.SupersetOf(new[] { 1 }), () => Is.Ordered, () => Is.Ordered.Descending, () => Is.Ordered.By("Length").Then.Descending.By("Chars"), () => Is.All.GreaterThan(1), () => Is.All.Not.Null, () => Is.Not.All.InstanceOf<int>(),
        () => Has.Length.EqualTo(3), () => Has.Count.GreaterThan(1), () => Has.Property("Length"), () => Has.Property("Days").EqualTo(0), () => Has.Message.Contains("sam"), () => Has.InnerException.Null,
        () => Has.Some.EqualTo(2), () => Has.None.EqualTo("a"), () => Has.Exactly(2).EqualTo("a"), () => Has.Exactly(3).Items, () => Has.One.EqualTo(1), () => Has.Member(2), () => Has.No.Member(2), () => Has.ItemAt(0).EqualTo(1),
        () => Contains.Key("a"), () => Contains.Value(2), () => Contains.Item("x"), () => Contains.Substring("ex"), () => Does.ContainKey("a").WithValue(1), () => Does.StartWith("te"), () => Does.EndWith("XT").IgnoreCase, () => Does.Match("t.*t"),
        () => Does.Not.Match("^T"), () => Does.Contain("more").And.Contain("words").Or.Empty, () => Is.Not.Null.And.Not.Empty.And.Property("Length").LessThan(9), () => !(Is.EqualTo(3) | Is.EqualTo(5.0)), () => Is.EqualTo(3) & Is.Not.Null,
        () => Is.XmlSerializable, () => new PredicateConstraint<object>(value => value is int), () => Is.EqualTo(new Version(1, 3)).UsingPropertiesComparer(), () => Has.Attribute<SerializableAttribute>(), () => Is.EqualTo(DayOfWeek.Friday).And.Not.EqualTo(5),
    ];

    private readonly Output _output;
    private readonly Random _random;

    public Constraining(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        foreach (var constraint in Constraints)
        {
            _output.Step("description", () => constraint().Resolve().Description + " " + constraint().Resolve());
            foreach (var value in Values)
            {
                _output.Step("apply", () =>
                {
                    var result = constraint().Resolve().ApplyTo(value);
                    var writer = new TextMessageWriter("message {0}", _random.Next(100));
                    result.WriteMessageTo(writer);
                    return $"{result.Status} {result.Name} {result.Description} {writer}";
                });
            }
        }
    }
}
