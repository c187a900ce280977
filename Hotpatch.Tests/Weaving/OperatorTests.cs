using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Operators: checked, compound assignment, conversions, truth.</summary>
public class OperatorTests(string configuration) : KindTests(configuration)
{
    private object Meters(int value) => Fixture.New("Meters", value);

    [Test]
    public void Checked_and_unchecked_operators_have_a_handle_each()
    {
        CheckOperator("op_Addition", "Add", [2, 3], 5, Meters(2), Meters(3));
        CheckOperator("op_CheckedAddition", "CheckedAdd", [2, 3], 5, Meters(2), Meters(3));
        CheckOperator("op_UnaryNegation", "Negate", [2], -2, Meters(2));
        CheckOperator("op_CheckedUnaryNegation", "CheckedNegate", [2], -2, Meters(2));

        Fixture.Handle("Meters.op_Addition").Patch(Fixture.Handle("Meters.op_Addition").Original);
        Fixture.Handle("Meters.op_CheckedAddition").Patch(Fixture.Handle("Meters.op_CheckedAddition").Original);
        Assert.That(Use("Add", int.MaxValue, 1), Is.EqualTo(int.MinValue));
        Assert.That(() => Use("CheckedAdd", int.MaxValue, 1), Throws.InstanceOf<OverflowException>(), "the original stays checked");
    }

    [Test]
    public void Conversions()
    {
        Check("Meters.op_Explicit", () => Use("ToByte", 257), (byte)1, (byte)9, Meters(257));
        Check("Meters.op_CheckedExplicit", () => Use("CheckedToByte", 200), (byte)200, (byte)9, Meters(200));
        CheckEffect("Meters.op_Implicit", () => Use("FromInt", 4), 4, Meters(9), 9, 4);
    }

    [Test]
    public void Shift_and_truth()
    {
        CheckOperator("op_UnsignedRightShift", "Shift", [-1, 28], 15, Meters(-1), 28);
        Check("Meters.op_True", () => Use("IsTrue", 1), true, false, Meters(1));
    }

    [Test]
    public void Compound_assignment_of_a_struct_changes_the_operand()
    {
        // A replacement that does nothing leaves it as it was.
        CheckEffect("Meters.op_MultiplicationAssignment", () => Use("Multiply", 3, 4), 12, other: null, 3, Meters(3), 4);
        CheckEffect("Meters.op_CheckedMultiplicationAssignment", () => Use("CheckedMultiply", 3, 4), 12, other: null, 3, Meters(3), 4);
        CheckEffect("Meters.op_IncrementAssignment", () => Use("Increment", 3), 4, other: null, 3, Meters(3));
        Assert.That(() => Use("CheckedMultiply", int.MaxValue, 2), Throws.InstanceOf<OverflowException>());
    }

    [Test]
    public void Compound_assignment_of_a_class()
    {
        var basket = Fixture.New("Basket");
        var items = (List<string>)basket.GetType().GetField("Items")!.GetValue(basket)!;
        CheckEffect("Basket.op_AdditionAssignment", () => With("Put", basket, "b"), "a,b", other: null, "a", basket, "b");
        CheckEffect("Basket.op_DecrementAssignment", () => With("Drop", basket), "", other: null, "a", basket);

        object? With(string use, params object[] arguments)
        {
            items.Clear();
            items.Add("a");
            return Use(use, arguments);
        }
    }

    private object? Use(string name, params object[] arguments) => Fixture.Call("OperatorUse." + name, arguments);

    private void CheckOperator(string method, string use, object[] operands, int expected, params object[] arguments)
        => CheckEffect("Meters." + method, () => Use(use, operands), expected, Meters(99), 99, arguments);
}
