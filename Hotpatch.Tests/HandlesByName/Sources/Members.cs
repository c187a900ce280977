// C# 7.3
#pragma warning disable CS1591, CS0067
using System;
using Hotpatch;

namespace Shop
{
    public class Members
    {
        private int _total;

        [Patchable] public int Total { get { return _total; } set { _total = value; } }

        [Patchable] public string Name { get; private set; } = "";

        public int Half { [Patchable] get { return 1; } set { _total = value; } }

        [Patchable] public ref int Reference { get { return ref _total; } }

        [Patchable] public int this[int index] { get { return index; } set { _total = value; } }

        [Patchable] public int this[string name] { get { return name.Length; } }

        [Patchable] public event Action Changed = delegate { };

        [Patchable] public event EventHandler Moved { add { } remove { } }
    }
}
