using Covered;
using NUnit.Framework;
public class T
{
    [Test]
    public async Task Some()
    {
        var p = new Plain { Auto = 3 };
        _ = p.Auto + p.Covered(3) + p.Lambda(2) + await p.Async(1) + p.Iterate(2).Count();
        p.Raise();
        var e = new Excluded();
        _ = e.Method(1) + e.Property + e.OnAccessor + e.Lambdas(3) + e.LambdasNotExcluded(3) + await e.Async(4) + e.Iterate(3).Count() + e.Generic(3) + e.Overload("x");
        _ = e.PropertyWithLambda + e.AttributeOnLambda(4) + e.Generated(3) + e.Compiler(4) + e.Old(4);
        _ = new FieldBacked { Name = "x" }.LocalBeforeReturn(3);
        _ = new Point(1, 2).X;
        _ = new Size(4).Twice;
        _ = new WithConstructor(4).Y;
        _ = new Box<int> { Value = 3 }.Get(4);
        _ = ((IShape)new Square()).Twice();
    }
}
